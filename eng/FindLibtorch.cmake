# Finds libtorch by its headers and libraries. Its own CMake files would ask for what it was built with, such as the CUDA
# toolkit and protobuf, of which whoever only calls it needs nothing.
#
# Looked for in the folder that the environment variable LIBTORCH names (an unzipped libtorch), in CMAKE_PREFIX_PATH, where
# the system's packages are (Debian's libtorch-dev), and in the python3 that has torch. Gives TORCH_FOLDER, TORCH_VERSION,
# TORCH_LIBRARIES and functional_uses_torch(target).

file(TO_CMAKE_PATH "$ENV{CMAKE_PREFIX_PATH}" folders)
list(PREPEND folders ${CMAKE_PREFIX_PATH})
list(APPEND folders ${CMAKE_SYSTEM_PREFIX_PATH})
foreach(python IN ITEMS python3 /usr/bin/python3 python)
  # Where the package is: importing it would take seconds.
  execute_process(
    COMMAND ${python} -c "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])"
    OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
  if(status EQUAL 0)
    file(TO_CMAKE_PATH "${folder}" folder)
    list(APPEND folders "${folder}")
  endif()
endforeach()
if(NOT "$ENV{LIBTORCH}" STREQUAL "")
  file(TO_CMAKE_PATH "$ENV{LIBTORCH}" folders)
endif()

# A library of libtorch's in some of the places below a folder, or nothing.
function(functional_torch_library variable name folder)
  find_library(FUNCTIONAL_FOUND ${name} PATHS "${folder}" PATH_SUFFIXES ${ARGN} NO_DEFAULT_PATH)
  if(FUNCTIONAL_FOUND)
    set(${variable} "${FUNCTIONAL_FOUND}" PARENT_SCOPE)
  else()
    set(${variable} "" PARENT_SCOPE)
  endif()
  unset(FUNCTIONAL_FOUND CACHE)
endfunction()

set(TORCH_LIBRARIES "")
foreach(folder IN LISTS folders)
  # What PyTorch says to put into CMAKE_PREFIX_PATH is where its CMake files are.
  string(REGEX REPLACE "/share/cmake(/Torch)?/?$" "" folder "${folder}")
  functional_torch_library(torch torch "${folder}" "lib/${CMAKE_LIBRARY_ARCHITECTURE}" lib64 lib)
  if(torch AND EXISTS "${folder}/include/ATen/core/dispatch/Dispatcher.h")
    set(TORCH_FOLDER "${folder}")
    get_filename_component(beside "${torch}" DIRECTORY)
    # Those of CUDA are where it was built for it.
    foreach(name IN ITEMS torch torch_cpu c10 torch_cuda c10_cuda)
      functional_torch_library(library ${name} "${beside}")
      list(APPEND TORCH_LIBRARIES ${library})
    endforeach()
    break()
  endif()
endforeach()

if(NOT TORCH_LIBRARIES)
  set(place "")
  if(NOT "$ENV{LIBTORCH}" STREQUAL "")
    set(place " where LIBTORCH says, in $ENV{LIBTORCH}")
  endif()
  message(FATAL_ERROR
    "libtorch is missing${place}. On Debian: apt-get install libtorch-dev libopenblas0-pthread. Elsewhere: pip install "
    "torch, or unzip a libtorch from https://pytorch.org and set LIBTORCH to its folder.")
endif()

set(TORCH_INCLUDES "${TORCH_FOLDER}/include" "${TORCH_FOLDER}/include/torch/csrc/api/include")
set(TORCH_VERSION "")
# The second is where versions up to 2.8 have it.
foreach(header IN ITEMS torch/headeronly/version.h torch/csrc/api/include/torch/version.h)
  if(EXISTS "${TORCH_FOLDER}/include/${header}" AND NOT TORCH_VERSION)
    file(STRINGS "${TORCH_FOLDER}/include/${header}" numbers REGEX "define TORCH_VERSION_(MAJOR|MINOR|PATCH) ")
    string(REGEX MATCHALL "[0-9]+" numbers "${numbers}")
    list(JOIN numbers "." TORCH_VERSION)
  endif()
endforeach()

# A target that calls libtorch.
function(functional_uses_torch target)
  target_include_directories(${target} SYSTEM PRIVATE ${TORCH_INCLUDES})
  target_link_libraries(${target} PRIVATE ${TORCH_LIBRARIES})
  # Versions from 2.1 on need C++17, later ones C++20.
  set(standard 17)
  if(TORCH_VERSION VERSION_GREATER_EQUAL 2.11)
    set(standard 20)
  endif()
  set_target_properties(${target} PROPERTIES CXX_STANDARD ${standard} CXX_STANDARD_REQUIRED ON)

  # CUDA's kernels make themselves known when their library is loaded, though nobody calls it by name.
  if(MSVC)
    if("${TORCH_LIBRARIES}" MATCHES "torch_cuda")
      target_link_options(${target} PRIVATE "-INCLUDE:?warp_size@cuda@at@@YAHXZ")
    endif()
  elseif(NOT APPLE)
    target_link_options(${target} PRIVATE "LINKER:--no-as-needed")
  endif()

  # pip's versions up to 2.6 were built for the strings that libstdc++ had before C++11: its names tell.
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    list(FILTER TORCH_LIBRARIES INCLUDE REGEX "/libc10\\.so$")
    file(STRINGS "${TORCH_LIBRARIES}" old REGEX "_ZN3c105ErrorC[12]ENS_14SourceLocationESs" LIMIT_COUNT 1)
    if(old)
      target_compile_definitions(${target} PRIVATE _GLIBCXX_USE_CXX11_ABI=0)
    endif()
  endif()
endfunction()
