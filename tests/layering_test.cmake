# cmake -DROOT=… -P layering_test.cmake
# Who may include whom (src/README.md), as a table checked against every #include of src/ and include/.
cmake_minimum_required(VERSION 3.22)

set(known_folders base library parse evaluate resolve infer theme text compose layout paint render pdf format summary preview lsp driver)

# folder: the folders of src/ that its files may include, besides itself and base; the others may include none.
set(may_resolve evaluate)
set(may_infer evaluate)
set(may_compose text theme evaluate)  # look_rule() reads properties, to_text() writes arguments
set(may_render text)
set(may_summary compose)  # fold(): a summary repeats nothing that the figure shows once
set(may_preview library render)
set(may_lsp library parse resolve text format summary preview)  # compile() does the rest
set(may_driver library parse evaluate resolve infer theme text compose layout paint render pdf format summary preview lsp)

# folder: the nouns of include/netfig/ that its files must not include: what only later phases know.
set(later_than_program network shapes figure laid_out_figure scene compile settings)
set(never_base shapes figure laid_out_figure scene compile settings program)  # path_of() is of network.h
set(never_library ${later_than_program} program ast text_run theme)
set(never_parse ${later_than_program} program text_run theme)
set(never_evaluate ${later_than_program} program text_run theme)
set(never_resolve shapes figure laid_out_figure scene compile settings text_run theme)
set(never_infer figure laid_out_figure scene compile settings text_run theme)
set(never_theme laid_out_figure scene compile)
set(never_text laid_out_figure scene compile ast network)
set(never_compose laid_out_figure scene compile)
set(never_layout scene compile ast network shapes program)
set(never_paint compile ast network shapes program)
set(never_render compile ast network shapes program figure laid_out_figure)
set(never_summary figure laid_out_figure scene compile settings text_run theme program)
set(never_format ${later_than_program} program text_run theme)

# A library has one door: the folders where its headers may appear.
set(doors
    "antlr4|parse" "NetfigParser|parse" "NetfigLexer|parse"
    "cairo|text,render" "pango|text,render" "fontconfig|text,render" "hb|text,render" "ft2build|text,render"
    "yaml-cpp|theme" "zlib|pdf" "nlohmann|driver,preview,lsp" "CLI/|driver" "boost|preview"
    "iostream|driver" "unistd|driver,preview" "sys/|driver,preview" "thread|preview,lsp" "poll|preview")

set(faults 0)
function(fault file message)
    file(RELATIVE_PATH shown ${ROOT} ${file})
    message("${shown}: ${message}")
    math(EXPR count "${faults} + 1")
    set(faults ${count} PARENT_SCOPE)
endfunction()

file(GLOB folders RELATIVE ${ROOT}/src ${ROOT}/src/*)
foreach(folder IN LISTS folders)
    if(NOT IS_DIRECTORY ${ROOT}/src/${folder})
        continue()
    endif()
    if(NOT folder IN_LIST known_folders)
        message("src/${folder} is not in the table of tests/layering_test.cmake")
        math(EXPR faults "${faults} + 1")
        continue()
    endif()
    file(GLOB files ${ROOT}/src/${folder}/*.h ${ROOT}/src/${folder}/*.cpp)
    foreach(file IN LISTS files)
        file(STRINGS ${file} includes REGEX "^#include [\"<]")
        foreach(line IN LISTS includes)
            if(line MATCHES "\"netfig/([a-z_]+)\\.h\"")
                if("${CMAKE_MATCH_1}" IN_LIST never_${folder})
                    fault(${file} "${folder} must not know netfig/${CMAKE_MATCH_1}.h")
                endif()
            elseif(line MATCHES "\"([a-z_]+)/")
                set(other ${CMAKE_MATCH_1})
                if(NOT other STREQUAL folder AND NOT other STREQUAL base AND NOT "${other}" IN_LIST may_${folder})
                    fault(${file} "${folder} must not include ${other}: ${line}")
                endif()
            endif()
            foreach(door IN LISTS doors)
                string(REPLACE "|" ";" door ${door})
                list(GET door 0 header)
                list(GET door 1 rooms)
                string(REPLACE "," ";" rooms ${rooms})
                if(line MATCHES "[<\"]${header}" AND NOT folder IN_LIST rooms)
                    fault(${file} "${header} may appear only in ${rooms}: ${line}")
                endif()
            endforeach()
        endforeach()
    endforeach()
endforeach()

# A noun includes only nouns before it on the line, and nothing of src/.
set(nouns id geometry flow file_reader source token diagnostic_code diagnostic ast dim shape value program network receptive_field shapes
    summary text_run theme figure settings laid_out_figure scene compile)
foreach(noun IN LISTS nouns)
    file(STRINGS ${ROOT}/include/netfig/${noun}.h includes REGEX "^#include \"")
    list(FIND nouns ${noun} place)
    foreach(line IN LISTS includes)
        string(REGEX REPLACE ".*\"netfig/([a-z_]+)\\.h\".*" "\\1" other "${line}")
        list(FIND nouns "${other}" other_place)
        if(other_place LESS 0 OR NOT other_place LESS place)
            fault(${ROOT}/include/netfig/${noun}.h "a noun includes only nouns before it: ${line}")
        endif()
    endforeach()
endforeach()

if(faults GREATER 0)
    message(FATAL_ERROR "${faults} includes break the rules of src/README.md")
endif()
