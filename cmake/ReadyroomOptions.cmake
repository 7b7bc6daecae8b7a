# SPDX-License-Identifier: GPL-3.0-or-later
# The one INTERFACE target that carries every flag of the project.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  message(FATAL_ERROR "GCC ${CMAKE_CXX_COMPILER_VERSION} miscompiles coroutines (temporaries in a statement with co_await "
                      "are destroyed twice). Use clang 19 (Debian package clang-19) or GCC 13 or newer.")
endif()

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(READYROOM_CCACHE ccache)
if(READYROOM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Paths relative to the tree, so that one clone profits from what another has compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${READYROOM_CCACHE}")
endif()

add_library(readyroom_options INTERFACE)
add_library(Readyroom::options ALIAS readyroom_options)
target_compile_features(readyroom_options INTERFACE cxx_std_23)
target_include_directories(readyroom_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(
  readyroom_options
  INTERFACE QT_NO_KEYWORDS
            QT_NO_CAST_FROM_ASCII
            QT_NO_CAST_TO_ASCII
            QT_NO_URL_CAST_FROM_STRING
            QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
            QT_NO_FOREACH
            QT_USE_QSTRINGBUILDER
            QT_DISABLE_DEPRECATED_BEFORE=0x060400
            SPDLOG_FMT_EXTERNAL
            READYROOM_VERSION="${PROJECT_VERSION}")
target_compile_options(
  readyroom_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(readyroom_options INTERFACE -Wno-gnu-zero-variadic-macro-arguments)
  find_program(READYROOM_LLD NAMES ld.lld-19 ld.lld)
  if(READYROOM_LLD)
    target_link_options(readyroom_options INTERFACE "--ld-path=${READYROOM_LLD}")
  endif()
endif()
if(READYROOM_WERROR)
  target_compile_options(readyroom_options INTERFACE -Werror)
endif()
if(READYROOM_SANITIZE)
  target_compile_options(readyroom_options INTERFACE "-fsanitize=${READYROOM_SANITIZE}" -fno-omit-frame-pointer
                                                     -fno-sanitize-recover=all)
  target_link_options(readyroom_options INTERFACE "-fsanitize=${READYROOM_SANITIZE}")
endif()
if(READYROOM_FUZZ)
  target_compile_options(readyroom_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(READYROOM_TESTS)
  target_compile_definitions(readyroom_options INTERFACE QT_FORCE_ASSERTS)
endif()
