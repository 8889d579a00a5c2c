# Installs into an empty prefix and lives there: a small program finds the library with
# find_package and uses it; the installed cleancopy finds the installed rules by itself.
#   cmake -D SOURCE=<root> -D BUILD=<build> -D SCRATCH=<folder> -D COMPILER=<c++> -P install.cmake
cmake_minimum_required(VERSION 3.25)

set(prefix "${SCRATCH}/prefix")
file(REMOVE_RECURSE "${SCRATCH}")
unset(ENV{CLEANCOPY_RULES})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\nended with ${status}:\n${out}")
  endif()
  set(printed "${out}" PARENT_SCOPE)
endfunction()

file(GLOB pages RELATIVE "${SOURCE}/raw" "${SOURCE}/raw/*/*.html")
list(GET pages 0 page)
string(REGEX REPLACE "/.*" "" site "${page}")
string(REGEX REPLACE "\\.html$" ".txt" twin "${page}")

run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")
run("${prefix}/bin/cleancopy" clean "${SOURCE}/raw/${page}" --site "${site}" -o "${SCRATCH}/page.txt")
run("${CMAKE_COMMAND}" -E compare_files "${SCRATCH}/page.txt" "${SOURCE}/clean/${twin}")

foreach(file man/man1/cleancopy.1 bash-completion/completions/cleancopy doc/cleancopy/copyright doc/cleancopy/rules.md)
  if(NOT EXISTS "${prefix}/share/${file}")
    message(FATAL_ERROR "share/${file} is not installed.")
  endif()
endforeach()

run("${CMAKE_COMMAND}" -S "${SOURCE}/tests/consumer" -B "${SCRATCH}/consumer" -G Ninja
  "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DCMAKE_PREFIX_PATH=${prefix}")
run("${CMAKE_COMMAND}" --build "${SCRATCH}/consumer")
run("${SCRATCH}/consumer/consumer" "${SOURCE}/raw/${page}")

# The consumer prints the body alone: the twin without its title and standfirst.
file(READ "${SOURCE}/clean/${twin}" wanted)
string(LENGTH "${printed}" length)
string(FIND "${wanted}" "${printed}" at)
if(length LESS 200 OR at EQUAL -1)
  message(FATAL_ERROR "The consumer's paragraphs are not those of clean/${twin}:\n${printed}")
endif()
file(REMOVE_RECURSE "${SCRATCH}")
