# Writes the man pages and completions that the program LINAC makes, and CHANGES compressed, into the folder TO.
file(REMOVE_RECURSE ${TO})
file(MAKE_DIRECTORY ${TO}/man1 ${TO}/bash ${TO}/zsh ${TO}/fish)

macro(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endmacro()

run(${LINAC} help --json OUTPUT_VARIABLE program)
string(JSON verbs LENGTH "${program}" verbs)
run(${LINAC} help --man COMMAND ${GZIP} -9n OUTPUT_FILE ${TO}/man1/linac.1.gz)
math(EXPR last "${verbs} - 1")
foreach(index RANGE ${last})
  string(JSON verb GET "${program}" verbs ${index} verb)
  run(${LINAC} help ${verb} --man COMMAND ${GZIP} -9n OUTPUT_FILE ${TO}/man1/linac-${verb}.1.gz)
endforeach()

run(${LINAC} completion bash OUTPUT_FILE ${TO}/bash/linac)
run(${LINAC} completion zsh OUTPUT_FILE ${TO}/zsh/_linac)
run(${LINAC} completion fish OUTPUT_FILE ${TO}/fish/linac.fish)
run(${GZIP} -9nc ${CHANGES} OUTPUT_FILE ${TO}/changelog.gz)
