# SPDX-License-Identifier: GPL-3.0-or-later

# readyroom_library(NAME SOURCES … [LINKS …] [PRIVATE_LINKS …] [RESOURCES …])
# One folder, one static library: target readyroom_NAME, alias Readyroom::NAME.
function(readyroom_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(readyroom_${name} STATIC ${ARG_SOURCES})
  add_library(Readyroom::${name} ALIAS readyroom_${name})
  target_link_libraries(readyroom_${name} PUBLIC Readyroom::options ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
endfunction()

# readyroom_test(NAME SOURCES … LINKS … [TIMEOUT seconds] [LABELS …] [SERIAL] [OWN_EXIT])
# One Qt Test executable per tst_NAME.cpp: offscreen, in an odd time zone and locale, with a timeout. It ends as the
# programs do (tests/support/processend.cpp), unless OWN_EXIT is given.
function(readyroom_test name)
  cmake_parse_arguments(ARG "SERIAL;OWN_EXIT" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
  if(NOT ARG_SOURCES)
    set(ARG_SOURCES tst_${name}.cpp)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 60)
  endif()
  add_executable(tst_${name} ${ARG_SOURCES})
  target_link_libraries(tst_${name} PRIVATE ${ARG_LINKS} Qt6::Test Readyroom::options)
  if(NOT ARG_OWN_EXIT)
    target_link_libraries(tst_${name} PRIVATE readyroom_test_processend)
  endif()
  target_compile_definitions(tst_${name} PRIVATE READYROOM_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
                                                 READYROOM_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                                 READYROOM_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  add_test(NAME ${name} COMMAND tst_${name})
  set_tests_properties(
    ${name}
    PROPERTIES TIMEOUT ${ARG_TIMEOUT}
               LABELS "${ARG_LABELS}"
               ENVIRONMENT
               "QT_QPA_PLATFORM=offscreen;TZ=Pacific/Chatham;LC_ALL=C.UTF-8;LANG=tr_TR.UTF-8;QT_LOGGING_RULES=qt.qpa.*=false;NO_PROXY=*;UBSAN_OPTIONS=print_stacktrace=1;TSAN_OPTIONS=halt_on_error=1;XDG_DATA_HOME=${CMAKE_BINARY_DIR}/test-data/${name};XDG_STATE_HOME=${CMAKE_BINARY_DIR}/test-state/${name}"
  )
  if(ARG_SERIAL)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
endfunction()
