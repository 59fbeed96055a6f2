# Joins the sources of the page into a C++ file: cmake -DFOLDER=lib/trace/page -DOUTPUT=page_text.cpp -P embed.cmake
include(${CMAKE_CURRENT_LIST_DIR}/sources.cmake)

# The bytes of some files, one after another, as the elements of an array.
function(bytes_of result)
  set(all "")
  foreach(name ${ARGN})
    file(READ ${FOLDER}/${name} hex HEX)
    string(APPEND all ${hex})
  endforeach()
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," all "${all}")
  set(${result} "${all}" PARENT_SCOPE)
endfunction()

set(text "#include \"trace/page_text.hpp\"\n\nnamespace linac {\n")
foreach(part html css script)
  bytes_of(bytes ${page_${part}})
  string(APPEND text "namespace {\nconstexpr char ${part}[] = {${bytes}};\n}\n"
                     "std::string_view page_${part}() {\n    return {${part}, sizeof ${part}};\n}\n")
endforeach()
file(WRITE ${OUTPUT} "${text}}\n")
