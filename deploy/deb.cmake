# `cpack -G DEB`: the program with its rules, manual and completion as a Debian package. The library
# is for `cmake --install`: what links with it is built where its own dependencies are.
set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME cleancopy)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "The cleancopy authors <cleancopy@localhost>" CACHE STRING "Maintainer")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Raw news pages in, clean copy out")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION
"Reads saved news pages, extracted text and JSONL, and writes the article as the
journalist wrote it, by rules for each site and a judge for all others. Every
block that is left out has a kind and a rule.")
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Whatever umask the builder has.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
