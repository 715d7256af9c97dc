# What each stage of generator/ may know, by an #include or by a call: those on its left, and support, source (positions) and diag.
set(may_support support)
set(may_source source support)
set(may_diag diag source support)
set(may_grammar syntax diag source support)
set(may_syntax syntax diag source support)
set(may_schema schema syntax diag source support)
set(may_check check schema syntax diag source support)
set(may_select select schema diag source support)
set(may_binding binding select schema diag source support)
# It prints how a model was written, too.
set(may_inspect inspect render binding select schema syntax diag source support)
set(may_doc doc inspect render binding select schema diag source support)
set(may_render render binding diag source support)
set(may_amalgamate amalgamate render diag source support)
set(may_output output render diag source support)
set(may_driver driver output amalgamate doc render inspect binding select check schema syntax diag source support)
# It plays hosts on the wire with the codec of the runtime, whose rooms it sees as tests do.
set(may_mock mock ${may_driver} base value path wql wsman)
