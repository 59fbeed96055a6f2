# Finds what a program with linac is linked with; linac_missing says what was not found, and who has it. This is read
# where linac is built, and by linacConfig.cmake where it is installed.
list(PREPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})  # FindFLINT.cmake, FindGraphviz.cmake
set(linac_missing)
foreach(linac_dependency FLINT:libflint-dev fmt:libfmt-dev TBB:libtbb-dev Graphviz:libgraphviz-dev pugixml:libpugixml-dev)
  string(REPLACE : ";" linac_dependency ${linac_dependency})
  list(POP_FRONT linac_dependency linac_name)
  find_package(${linac_name} QUIET)
  if(NOT ${linac_name}_FOUND)
    list(APPEND linac_missing "${linac_name} (in Debian's ${linac_dependency})")
  endif()
endforeach()
list(POP_FRONT CMAKE_MODULE_PATH)
list(JOIN linac_missing ", " linac_missing)
