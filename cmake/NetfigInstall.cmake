# What `cmake --install` puts beside the program: LaTeX files where TeX looks for them, the CMake module, the library to read.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(FILES latex/netfig.sty DESTINATION ${CMAKE_INSTALL_DATADIR}/texmf/tex/latex/netfig)
install(FILES latex/netfig.latexmkrc latex/arara/netfig.yaml DESTINATION ${CMAKE_INSTALL_DATADIR}/netfig)
install(DIRECTORY stdlib DESTINATION ${CMAKE_INSTALL_DATADIR}/netfig)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/netfig)
configure_package_config_file(cmake/netfigConfig.cmake.in ${CMAKE_BINARY_DIR}/netfigConfig.cmake
    INSTALL_DESTINATION ${package} PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/netfigConfigVersion.cmake
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES cmake/NetfigFigures.cmake ${CMAKE_BINARY_DIR}/netfigConfig.cmake ${CMAKE_BINARY_DIR}/netfigConfigVersion.cmake
    DESTINATION ${package})
