# The flags and helpers that every folder's CMakeLists.txt uses.

# Our warnings, on our code only: libraries are system includes, generated code has a target of its own.
function(netfig_flags target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
    # A designated initializer leaves the other fields to their defaults on purpose.
    target_compile_options(${target} PRIVATE -Wno-missing-field-initializers)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        target_compile_options(${target} PRIVATE -Wno-restrict)  # wrong on `"text" + string` (GCC bug 105651)
    endif()
    if(NETFIG_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    netfig_sanitize(${target})
endfunction()

function(netfig_sanitize target)
    if(NETFIG_SANITIZE)
        # More optimization than this makes the compiler take minutes over a single file of checks.
        target_compile_options(${target} PRIVATE -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
        target_link_options(${target} PUBLIC -fsanitize=address,undefined)
    endif()
endfunction()

# netfig_library(layout SOURCES layout.cpp … LINKS netfig_base …): one static library per folder of src.
function(netfig_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
    add_library(netfig_${name} STATIC ${arg_SOURCES})
    target_include_directories(netfig_${name} PUBLIC ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(netfig_${name} PUBLIC ${arg_LINKS})
    netfig_flags(netfig_${name})
endfunction()

# netfig_unit_test(dim netfig_base): tests/unit/dim_test.cpp with GoogleTest.
function(netfig_unit_test name)
    add_executable(${name}_test ${name}_test.cpp)
    target_link_libraries(${name}_test PRIVATE ${ARGN} GTest::gtest_main)
    target_compile_definitions(${name}_test PRIVATE NETFIG_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    netfig_flags(${name}_test)
    add_test(NAME ${name}_test COMMAND ${name}_test)
endfunction()
