/* Has nothing to do with any binding. */
int main(void)
{
    return 0;
}
