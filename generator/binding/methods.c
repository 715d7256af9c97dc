#include "binding/binder.h"

static void fill_return_value(mbb_binder *binder, const mbb_draft_method *method, mbb_member *member)
{
    const mb_element *element = method->info->element;

    memset(member, 0, sizeof *member);
    mbb_fill_type(binder, element, member);
    member->name = "\"ReturnValue\"";
    mbb_call_member(member, "ReturnValue");
    member->mof_name = "ReturnValue";
    mbb_set_flags(binder, member, MBB_FIELD_RETURN | (element->is_array ? (unsigned)MBB_FIELD_ARRAY : 0u));
    member->notes = "";
    member->units = "";
    member->remarks = "";
    member->declared_in = "";
    mbb_set_codes(member, &method->table);
    member->is_short = mbb_is_short(member);
}

/** The names of members, with what class is to be in them, as lines of a comment. */
static mbb_list list_names(mbb_binder *binder, const mbb_list *members)
{
    const mbb_member *items = members->items;
    mb_buffer *out = &binder->words;

    mb_buffer_clear(out);
    for (size_t i = 0; i < members->count; i++) {
        mb_buffer_puts(out, i == 0 ? "" : ", ");
        mb_buffer_puts(out, items[i].member);
        if (strcmp(items[i].class_name, "NULL") != 0) {
            mb_buffer_printf(out, " (%s)", items[i].mof_type);
        }
    }
    return mbb_doc_lines(binder, (mb_text){out->text, (uint32_t)out->length});
}

static void bind_parameters(mbb_binder *binder, const mbb_draft_class *cls, mbb_draft_method *method)
{
    mbb_method *out = &method->method;
    size_t count = method->parameter_count;
    mbb_draft_name *names = mb_arena_array(binder->arena, count, sizeof *names);
    mbb_member *in_members = mb_arena_array(binder->arena, count, sizeof *in_members);
    mbb_member *out_members = mb_arena_array(binder->arena, count + 1, sizeof *out_members);
    const mb_element *job = mb_method_job(method->info->element, binder->input->symbols);

    for (size_t i = 0; i < count; i++) {
        names[i].info = method->parameters[i].info;
    }
    /* Named together, so that a parameter is called alike in both structs. */
    mbb_name_members(binder, names, count, cls->cls, method->info->element->name);
    for (size_t i = 0; i < count; i++) {
        const mb_element *parameter = names[i].info->element;
        mbb_member member = names[i].info->member;
        mbb_call_member(&member, names[i].member);
        mbb_set_codes(&member, &method->parameters[i].table);
        member.is_short = mbb_is_short(&member);
        if (parameter->is_in) {
            in_members[out->in.count++] = member;
        }
        if (parameter->is_out) {
            if (parameter == job) {
                mbb_set_flags(binder, &member, mbb_member_flags(parameter) | MBB_FIELD_JOB);
            }
            out_members[out->out.count++] = member;
        }
    }
    if (!out->is_void) {
        fill_return_value(binder, method, &out_members[out->out.count++]);
    }
    out->in.items = in_members;
    out->out.items = out_members;
    out->in_names = list_names(binder, &out->in);
    out->out_names = list_names(binder, &out->out);
    out->has_in = out->in.count > 0;
    out->has_out = out->out.count > 0;
    out->has_coded = mbb_any_coded(&out->in) || mbb_any_coded(&out->out);
    out->has_job = job != NULL;
}

/** The table of a parameter in the class that declares the method. */
static const mbb_draft_table *declared_table(const mbb_draft_method *declared, const mbb_draft_element *parameter)
{
    size_t i = 0;

    while (declared->parameters[i].info != parameter) {
        i++;
    }
    return &declared->parameters[i].table;
}

static void bind_parameter_codes(mbb_binder *binder, const mbb_draft_method *method, mbb_method *out)
{
    const mbb_draft_method *declared = method->info->method;
    mbb_code_list *lists = mb_arena_array(binder->arena, method->parameter_count, sizeof *lists);
    size_t count = 0;

    for (size_t i = 0; i < method->parameter_count; i++) {
        const mbb_draft_parameter *parameter = &method->parameters[i];
        if (parameter->table.codes != NULL) {
            const char *subject =
                mbb_join(binder->arena, "parameter ", parameter->info->member.mof_name, " of ", out->mof_name);
            lists[count] = mbb_code_list_of(binder, &parameter->table, parameter->info->element, subject);
            if (declared != method) {
                mbb_inherit_code_list(&lists[count], declared_table(declared, parameter->info), out->declared_in);
            }
            count++;
        }
    }
    out->param_codes = (mbb_list){lists, count};
    out->has_param_codes = count > 0;
}

/** What a method has under the name of one class: identifiers and return codes. */
static void bind_names(mbb_binder *binder, const mbb_draft_method *method, mbb_method *out)
{
    const char *subject = mbb_join(binder->arena, "ReturnValue of ", out->mof_name, NULL, NULL);
    const mbb_draft_method *declared = method->info->method;

    out->id = method->id;
    out->codes = mbb_code_list_of(binder, &method->table, method->info->element, subject);
    if (declared != method) {
        mbb_inherit_code_list(&out->codes, &declared->table, out->declared_in);
    }
    out->codes.is_bits = false; /* a method always has a table */
}

static void bind_declared(mbb_binder *binder, const mbb_draft_class *cls, mbb_draft_method *method)
{
    const mb_element *element = method->info->element;
    mbb_method *out = &method->method;

    out->element = element;
    out->name = mbb_name_literal(binder, element->name);
    out->mof_name = mbb_comment_name(binder, element->name);
    out->info = mbb_join(binder->arena, method->id, MBB_INFO, NULL, NULL);
    out->base = method->id;
    out->declared_in = mbb_comment_name(binder, cls->cls->element.name);
    out->is_static = mb_element_flag(element, MB_Q_STATIC);
    out->is_void = element->type == MB_TYPE_VOID;
    out->flag_set = (out->is_static ? MBB_METHOD_STATIC : 0u) | (out->is_void ? MBB_METHOD_VOID : 0u);
    out->flags = mbb_flags_literal(binder, MBB_FLAGS_OF_METHOD, out->flag_set);
    out->doc = mbb_doc_lines(binder, mb_element_text(binder->schema, element, MB_Q_DESCRIPTION));
    out->has_doc = out->doc.count > 0;
    out->short_doc = mbb_short_lines(binder, element, &out->doc);
    out->brief = mbb_brief_of(binder, mb_element_text(binder->schema, element, MB_Q_DESCRIPTION));
    out->has_brief = out->brief[0] != '\0';
    out->hosts = mbb_element_hosts(binder, element);
    out->has_hosts = out->hosts[0] != '\0';
    out->deprecation = mbb_element_deprecation(binder, element);
    out->has_deprecation = out->deprecation[0] != '\0';
    out->page = mbb_page_of(binder, element);
    out->has_page = out->page[0] != '\0';
    bind_parameters(binder, cls, method);
    bind_parameter_codes(binder, method, out);
    bind_names(binder, method, out);
}

static void bind_inherited(mbb_binder *binder, mbb_draft_method *method)
{
    method->method = method->info->method->method;
    bind_parameter_codes(binder, method, &method->method);
    bind_names(binder, method, &method->method);
}

void mbb_bind_methods(mbb_binder *binder)
{
    for (unsigned inherited = 0; inherited < 2; inherited++) {
        for (size_t i = 0; i < binder->class_count; i++) {
            const mbb_draft_class *cls = &binder->classes[i];
            for (size_t k = 0; k < cls->method_count; k++) {
                mbb_draft_method *method = &cls->methods[k];
                bool declared = method->info->method == method;
                if (declared && inherited == 0) {
                    bind_declared(binder, cls, method);
                } else if (!declared && inherited == 1) {
                    bind_inherited(binder, method);
                }
            }
        }
    }
}
