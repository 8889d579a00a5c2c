# Each source stands in its CMakeLists.txt: one that does not is never compiled, a test never run.
#   cmake -D SOURCE=<root> -P listed.cmake
cmake_minimum_required(VERSION 3.25)

function(check_listed list base)
  file(READ "${SOURCE}/${list}" listed)
  file(GLOB_RECURSE files RELATIVE "${SOURCE}/${base}" ${ARGN})
  foreach(file IN LISTS files)
    string(FIND "${listed}" "${file}" at)
    if(at EQUAL -1)
      message(SEND_ERROR "${list} does not name ${file}.")
    endif()
  endforeach()
endfunction()

check_listed(CMakeLists.txt "" "${SOURCE}/src/*.cpp")
check_listed(tests/CMakeLists.txt tests "${SOURCE}/tests/*_test.cpp")
