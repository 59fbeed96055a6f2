# Copies the library's headers for those who include them as <linac/room/header.hpp>:
#     cmake -DFROM=lib -DTO=include/linac "-DHEADERS=error.hpp;exact/rational.hpp" -P public_headers.cmake
# Within lib/ a header is named from there, "exact/rational.hpp"; in a copy it is "linac/exact/rational.hpp".
file(REMOVE_RECURSE ${TO})  # of headers that there are no more
foreach(header ${HEADERS})
  file(READ ${FROM}/${header} text)
  string(REGEX REPLACE "(^|\n)#include \"" "\\1#include \"linac/" text "${text}")
  file(WRITE ${TO}/${header} "${text}")
endforeach()
