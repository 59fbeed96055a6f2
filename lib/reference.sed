# What Doxygen reads: the comment that opens a header describes the file; README.md does not link to the repository.
1{
/^\/\//i /// \\file
}
1,/^#/s|^//|///|
/^|/s/\[\([^]]*\)\]([^)]*)/\1/g
s/\[\([^]]*\)\]([^)]*\.\(md\|hpp\))/\1/g
