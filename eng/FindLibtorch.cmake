# Finds Torch: in CMAKE_PREFIX_PATH, in the environment variable LIBTORCH (an unzipped libtorch), in the python3 that has
# torch, and where Debian's libtorch-dev puts it. Gives what find_package(Torch) does, and functional_uses_torch(target).
if(DEFINED ENV{LIBTORCH})
  list(PREPEND CMAKE_PREFIX_PATH "$ENV{LIBTORCH}")
endif()
find_package(Torch QUIET)

if(NOT Torch_FOUND)
  foreach(python IN ITEMS python3 /usr/bin/python3)
    execute_process(
      COMMAND ${python} -c "import torch; print(torch.utils.cmake_prefix_path)"
      OUTPUT_VARIABLE prefix OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
    if(status EQUAL 0 AND NOT Torch_FOUND)
      unset(Torch_DIR CACHE)
      find_package(Torch QUIET PATHS "${prefix}")
    endif()
  endforeach()
endif()

if(NOT Torch_FOUND)
  message(FATAL_ERROR
    "libtorch is missing. On Debian: apt-get install libtorch-dev libopenblas0-pthread. Elsewhere: pip install torch, "
    "or unzip a libtorch from https://pytorch.org and set LIBTORCH to its folder.")
endif()

# A target that calls libtorch.
function(functional_uses_torch target)
  target_link_libraries(${target} PRIVATE ${TORCH_LIBRARIES})
  separate_arguments(flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
  target_compile_options(${target} PRIVATE ${flags})
  # Versions from 2.1 on need C++17, later ones C++20.
  set(standard 17)
  if(Torch_VERSION VERSION_GREATER_EQUAL 2.11)
    set(standard 20)
  endif()
  set_target_properties(${target} PROPERTIES CXX_STANDARD ${standard} CXX_STANDARD_REQUIRED ON)
endfunction()
