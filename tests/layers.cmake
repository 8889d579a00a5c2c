# Holds the floors of src/ (who may include whom) and the door of each third-party library.
#   cmake -D SOURCE=<src> -P layers.cmake       each wrong include is a sentence, and a failure
#   ... -D SCRATCH=<folder> as well             plants wrong includes in a copy: they must be found
cmake_minimum_required(VERSION 3.25)

set(floor_text "")
set(floor_markup text)
set(floor_rules text markup)
set(floor_blocks text markup rules)
set(floor_clean text markup rules blocks)
set(floor_io text)
set(floor_fetch text markup io)
set(floor_app text markup rules clean io fetch)
set(floor_main.cpp app)

set(doors
  "gumbo\\.h=markup/bare_parse.cpp markup/parse.cpp markup/verify.cpp"
  "utf8proc\\.h=text/normalize.cpp text/unicode.cpp"
  "unicode/=text/decode.cpp text/idn.cpp"
  "re2/=text/pattern.cpp"
  "simdjson=text/decode.cpp text/json.cpp"
  "toml\\+\\+/=rules/toml_text.cpp"
  "CLI/=app/job_options.cpp app/option_words.h app/options.cpp"
  "curl/=fetch/curl_handles.h"
  "fetch/curl_handles\\.h=fetch/hop.h fetch/transfers.cpp fetch/web_url.cpp"
  "expat\\.h=fetch/xml.cpp"
  "sqlite3\\.h=fetch/database.cpp"
  "zlib\\.h=io/inflate.cpp"
  "libdeflate\\.h=io/compress.cpp io/gunzip.cpp"
  "zstd\\.h=io/compress.cpp io/zstd.cpp"
  "brotli/=io/brotli.cpp"
  "regex>=no file, for it overflows the stack on long lines")

function(check_own file room target slips)
  if(target STREQUAL "cleancopy.h" AND NOT file STREQUAL "cleancopy.h")
    return()
  endif()
  string(REGEX REPLACE "/.*" "" target_room "${target}")
  if(NOT target_room IN_LIST floor_${room} AND NOT target_room STREQUAL room)
    list(JOIN floor_${room} ", " allowed)
    if(NOT allowed)
      set(allowed none)
    endif()
    string(CONCAT slip "src/${file} includes \"${target}\": "
      "${room} may include only itself and its lower floors (${allowed}).\n")
    set(${slips} "${${slips}}${slip}" PARENT_SCOPE)
  endif()
endfunction()

function(check_library file include target slips)
  foreach(door IN LISTS doors)
    string(REGEX MATCH "^(.*)=(.*)$" _ "${door}")
    set(library "${CMAKE_MATCH_1}")
    set(owners "${CMAKE_MATCH_2}")
    string(REPLACE " " ";" owner_list "${owners}")
    if("${target}>" MATCHES "^${library}" AND NOT file IN_LIST owner_list)
      set(${slips} "${${slips}}src/${file} includes ${include}: its door is ${owners}.\n" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

function(check_layers source slips)
  set(found "")
  file(GLOB_RECURSE files RELATIVE "${source}" "${source}/*.h" "${source}/*.cpp")
  foreach(file IN LISTS files)
    string(REGEX REPLACE "/.*" "" room "${file}")
    file(STRINGS "${source}/${file}" lines REGEX "^[ \t]*#[ \t]*include")
    foreach(line IN LISTS lines)
      string(REGEX MATCH "([<\"])([^>\"]+)" _ "${line}")
      set(target "${CMAKE_MATCH_2}")
      if(CMAKE_MATCH_1 STREQUAL "\"")
        check_own("${file}" "${room}" "${target}" found)
      endif()
      string(REGEX MATCH "[<\"].*[>\"]" include "${line}")
      check_library("${file}" "${include}" "${target}" found)
    endforeach()
  endforeach()
  set(${slips} "${found}" PARENT_SCOPE)
endfunction()

function(plant file include words)
  file(REMOVE_RECURSE "${SCRATCH}")
  file(COPY "${SOURCE}/" DESTINATION "${SCRATCH}" FILES_MATCHING PATTERN "*.h" PATTERN "*.cpp")
  file(APPEND "${SCRATCH}/${file}" "\n#include ${include}\n")
  check_layers("${SCRATCH}" slips)
  string(FIND "${slips}" "src/${file} includes ${include}: ${words}" at)
  if(at EQUAL -1)
    message(SEND_ERROR "A planted #include ${include} in src/${file} was not found.")
  endif()
endfunction()

check_layers("${SOURCE}" slips)
if(slips)
  message(FATAL_ERROR "${slips}")
endif()
if(SCRATCH)
  plant(text/decode.cpp "\"blocks/flow.h\"" "text may")
  plant(app/run.cpp "\"blocks/flow.h\"" "app may")
  plant(io/sink.cpp "\"markup/tree.h\"" "io may")
  plant(fetch/http.cpp "\"blocks/flow.h\"" "fetch may")
  plant(cleancopy.h "\"text/url.h\"" "cleancopy.h may")
  plant(clean/clean.cpp "<gumbo.h>" "its door is markup/bare_parse.cpp")
  plant(app/run.cpp "<expat.h>" "its door is fetch/xml.cpp")
  plant(app/draft_pages.cpp "<curl/curl.h>" "its door is fetch/curl_handles.h")
  plant(fetch/http.cpp "\"fetch/curl_handles.h\"" "its door is fetch/hop.h")
  plant(fetch/http.cpp "<sqlite3.h>" "its door is fetch/database.cpp")
  plant(app/batch.cpp "<zstd.h>" "its door is io/compress.cpp io/zstd.cpp")
  plant(text/url.cpp "<unicode/ucnv.h>" "its door is text/decode.cpp text/idn.cpp")
  plant(io/source.cpp "<zlib.h>" "its door is io/inflate.cpp")
  plant(io/inflate.cpp "<brotli/decode.h>" "its door is io/brotli.cpp")
  plant(blocks/judge.cpp "<regex>" "its door is no file")
  file(REMOVE_RECURSE "${SCRATCH}")
endif()
