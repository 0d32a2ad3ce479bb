# The ANTLR generator and runtime, and a check that they fit each other: generators before 4.10 write tables that later
# runtimes reject when the program starts, and the other way round. So it is found out here, at configure time.
#
# Gives NETFIG_ANTLR_GENERATOR, and the target netfig_antlr_runtime (static, its headers as system headers).

find_program(NETFIG_ANTLR_GENERATOR NAMES antlr4 antlr DOC "the ANTLR 4 generator")
if(NOT NETFIG_ANTLR_GENERATOR)
    message(FATAL_ERROR "the ANTLR 4 generator was not found; on Debian: apt install antlr4 "
                        "(or give its path with -DNETFIG_ANTLR_GENERATOR=…)")
endif()

find_path(NETFIG_ANTLR_INCLUDE antlr4-runtime.h PATH_SUFFIXES antlr4-runtime)
# The static one: it starts faster, and the program runs where no runtime is installed.
find_library(NETFIG_ANTLR_LIBRARY NAMES libantlr4-runtime.a antlr4-runtime)
if(NOT NETFIG_ANTLR_INCLUDE OR NOT NETFIG_ANTLR_LIBRARY)
    message(FATAL_ERROR "the ANTLR 4 runtime for C++ was not found; on Debian: apt install libantlr4-runtime-dev")
endif()

find_package(Threads REQUIRED)
add_library(netfig_antlr_runtime INTERFACE)
# clang rejects one header of runtime 4.9 that we don't use; it reads the list of headers without that one.
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    file(STRINGS ${NETFIG_ANTLR_INCLUDE}/antlr4-runtime.h headers REGEX "#include|#pragma")
    list(FILTER headers EXCLUDE REGEX InterpreterDataReader)
    string(REPLACE ";" "\n" headers "${headers}")
    file(WRITE ${CMAKE_BINARY_DIR}/antlr_for_clang/antlr4-runtime.h "${headers}\n")
    target_include_directories(netfig_antlr_runtime SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/antlr_for_clang)
endif()
target_include_directories(netfig_antlr_runtime SYSTEM INTERFACE ${NETFIG_ANTLR_INCLUDE})
target_link_libraries(netfig_antlr_runtime INTERFACE ${NETFIG_ANTLR_LIBRARY} Threads::Threads)

if(NOT DEFINED NETFIG_ANTLR_GENERATOR_VERSION)
    execute_process(COMMAND ${NETFIG_ANTLR_GENERATOR} OUTPUT_VARIABLE banner ERROR_VARIABLE banner)
    string(REGEX MATCH "Version ([0-9]+\\.[0-9]+(\\.[0-9]+)?)" ignored "${banner}")
    if(NOT CMAKE_MATCH_1)
        message(FATAL_ERROR "${NETFIG_ANTLR_GENERATOR} does not run (is a Java runtime installed?); it said:\n${banner}")
    endif()
    set(NETFIG_ANTLR_GENERATOR_VERSION ${CMAKE_MATCH_1} CACHE INTERNAL "")
endif()

if(NOT DEFINED NETFIG_ANTLR_RUNTIME_VERSION)
    set(probe ${CMAKE_BINARY_DIR}/antlr_version.cpp)
    file(WRITE ${probe} "#include \"RuntimeMetaData.h\"\n#include <iostream>\n"
                        "int main() { std::cout << antlr4::RuntimeMetaData::VERSION; }\n")
    try_run(ran compiled ${CMAKE_BINARY_DIR}/antlr_version ${probe}
            CMAKE_FLAGS -DINCLUDE_DIRECTORIES=${NETFIG_ANTLR_INCLUDE} -DCMAKE_CXX_STANDARD=17 -DCMAKE_CXX_FLAGS=
            LINK_LIBRARIES ${NETFIG_ANTLR_LIBRARY} Threads::Threads
            COMPILE_OUTPUT_VARIABLE said RUN_OUTPUT_VARIABLE version)
    if(NOT compiled OR NOT ran EQUAL 0)
        message(FATAL_ERROR "the ANTLR runtime ${NETFIG_ANTLR_LIBRARY} can't be used:\n${said}")
    endif()
    set(NETFIG_ANTLR_RUNTIME_VERSION ${version} CACHE INTERNAL "")
endif()

set(old_generator FALSE)
set(old_runtime FALSE)
if(NETFIG_ANTLR_GENERATOR_VERSION VERSION_LESS 4.10)
    set(old_generator TRUE)
endif()
if(NETFIG_ANTLR_RUNTIME_VERSION VERSION_LESS 4.10)
    set(old_runtime TRUE)
endif()
message(STATUS "ANTLR: generator ${NETFIG_ANTLR_GENERATOR_VERSION}, runtime ${NETFIG_ANTLR_RUNTIME_VERSION}")
if(NETFIG_ANTLR_GENERATOR_VERSION VERSION_LESS 4.7 OR NETFIG_ANTLR_RUNTIME_VERSION VERSION_LESS 4.7
   OR NOT old_generator STREQUAL old_runtime)
    message(FATAL_ERROR
        "the ANTLR generator ${NETFIG_ANTLR_GENERATOR_VERSION} (${NETFIG_ANTLR_GENERATOR}) and the runtime "
        "${NETFIG_ANTLR_RUNTIME_VERSION} (${NETFIG_ANTLR_LIBRARY}) do not fit: both must be 4.7 to 4.9, or both 4.10 or later.\n"
        "Debian 12 has a pair that fits: apt install antlr4 libantlr4-runtime-dev. Otherwise take the generator of the "
        "runtime's version from antlr.org and name it with -DNETFIG_ANTLR_GENERATOR=…, or the runtime with "
        "-DNETFIG_ANTLR_INCLUDE=… and -DNETFIG_ANTLR_LIBRARY=…")
endif()
