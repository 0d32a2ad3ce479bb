# cmake -DROOT=… -DLIST=… -DOUTPUT=… -P EmbedLibrary.cmake
# Writes a C++ source with the text of every file named in LIST as raw string literals, in order.
file(STRINGS ${LIST} files)

# A literal longer than this is cut; adjacent literals become one again, and every compiler takes them.
set(piece_length 8000)

set(code "#include \"library/library.h\"\n\nnamespace netfig {\n\nnamespace {\n\nusing namespace std::string_view_literals;\n\n")
string(APPEND code "constexpr LibraryFile files[] = {\n")
foreach(file IN LISTS files)
    file(RELATIVE_PATH path ${ROOT} ${file})
    file(READ ${file} text)
    string(APPEND code "    {\"std/${path}\"sv,\n")
    string(LENGTH "${text}" length)
    set(begin 0)
    while(begin LESS length)
        string(SUBSTRING "${text}" ${begin} ${piece_length} piece)
        string(APPEND code "R\"netfig~(${piece})netfig~\"")
        math(EXPR begin "${begin} + ${piece_length}")
        if(begin LESS length)
            string(APPEND code "\n")
        endif()
    endwhile()
    if(length EQUAL 0)
        string(APPEND code "\"\"")
    endif()
    string(APPEND code "sv},\n")
endforeach()
if(NOT files)
    string(APPEND code "    {}\n")  # an array can't be empty
endif()
string(APPEND code "};\n\n}  // namespace\n\nstd::span<const LibraryFile> library_files() { return files; }\n\n}  // namespace netfig\n")
file(WRITE ${OUTPUT} "${code}")
