# Figures drawn by netfig as part of a CMake build.
#
#   find_package(netfig REQUIRED)                    # or include(NetfigFigures)
#   netfig_add_figure(figures SOURCE fig/net.nn OUTPUT net.pdf OPTIONS --flow right --width 84mm)
#   netfig_add_figure(figures SOURCE fig/head.nn)    # head.pdf, in the build folder
#
# The target is made by the first call and built with `all`; each figure is drawn again when its source, a file that it uses
# or its theme changes. OUTPUT is relative to the current build folder; its extension says the format. The variable
# NETFIG_FIGURE is set to the path of the figure, for rules that depend on it.

if(NOT TARGET netfig::netfig)
    find_program(NETFIG_EXECUTABLE netfig DOC "the netfig program")
endif()

function(netfig_add_figure target)
    cmake_parse_arguments(arg "" "SOURCE;OUTPUT" "OPTIONS" ${ARGN})
    if(NOT arg_SOURCE OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "netfig_add_figure(TARGET SOURCE net.nn [OUTPUT net.pdf] [OPTIONS …]): "
                            "no SOURCE, or words that are not understood: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(TARGET netfig::netfig)
        set(netfig $<TARGET_FILE:netfig::netfig>)
    elseif(NETFIG_EXECUTABLE)
        set(netfig ${NETFIG_EXECUTABLE})
    else()
        message(FATAL_ERROR "netfig was not found; put it on the PATH, or name it with -DNETFIG_EXECUTABLE=…")
    endif()

    get_filename_component(source ${arg_SOURCE} ABSOLUTE)
    if(NOT arg_OUTPUT)
        get_filename_component(arg_OUTPUT ${source} NAME_WLE)
        string(APPEND arg_OUTPUT .pdf)
    endif()
    get_filename_component(output ${arg_OUTPUT} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
    get_filename_component(folder ${output} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})

    set(depfile)
    if(CMAKE_GENERATOR MATCHES "Ninja|Makefiles" AND CMAKE_VERSION VERSION_GREATER_EQUAL 3.20)
        set(depfile DEPFILE ${output}.d)
    endif()
    add_custom_command(OUTPUT ${output}
        COMMAND ${netfig} build ${source} -o ${output} --deps ${output}.d ${arg_OPTIONS}
        DEPENDS ${source} ${depfile} VERBATIM COMMENT "Drawing ${arg_OUTPUT}")
    if(NOT TARGET ${target})
        add_custom_target(${target} ALL)
    endif()
    string(MD5 id ${output})
    string(SUBSTRING ${id} 0 8 id)
    add_custom_target(${target}_${id} DEPENDS ${output})
    add_dependencies(${target} ${target}_${id})
    set(NETFIG_FIGURE ${output} PARENT_SCOPE)
endfunction()
