# Each header under src/ compiles with nothing before it. That of a .cpp which includes it first
# does, or the build would have failed; the others are compiled here.
#   cmake -D SOURCE=<src> -D COMPILER=<c++> -P headers.cmake
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE headers RELATIVE "${SOURCE}" "${SOURCE}/*.h")
if(NOT headers)
  message(FATAL_ERROR "There is no header under ${SOURCE}.")
endif()
foreach(header IN LISTS headers)
  string(REGEX REPLACE "\\.h$" ".cpp" unit "${header}")
  if(EXISTS "${SOURCE}/${unit}")
    file(STRINGS "${SOURCE}/${unit}" includes REGEX "^#include" LIMIT_COUNT 1)
    if(includes STREQUAL "#include \"${header}\"")
      continue()
    endif()
  endif()
  execute_process(
    COMMAND "${COMPILER}" -std=c++20 -fsyntax-only "-I${SOURCE}" -include "${header}" -x c++ /dev/null
    RESULT_VARIABLE status ERROR_VARIABLE errors)
  if(NOT status EQUAL 0)
    message(SEND_ERROR "src/${header} does not compile alone:\n${errors}")
  endif()
  message(STATUS "compiled src/${header}")
endforeach()
