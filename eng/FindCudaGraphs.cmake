# Finds what capturing CUDA's graphs takes besides libtorch: a few of CUDA's headers, and no toolkit. Without them everything
# else is built. After FindLibtorch.cmake; gives functional_uses_cuda_graphs(target), which leaves in CUDA_GRAPHS where the
# headers are, or why there are no graphs.
#
# Looked for in the folders that the environment variables CUDA_HOME and CUDA_PATH name, beside libtorch, beside pip's torch
# (nvidia/*/include), in /usr/local/cuda, and where the system's packages are (Debian's nvidia-cuda-dev).

function(functional_uses_cuda_graphs target)
  set(CUDA_GRAPHS "not built in: this libtorch is not one for CUDA" PARENT_SCOPE)
  set(header "${TORCH_FOLDER}/include/ATen/cuda/CUDAGraph.h")
  if(NOT "${TORCH_LIBRARIES}" MATCHES "torch_cuda" OR NOT EXISTS "${header}")
    return()
  endif()

  # Before, a capture could not be told from what other threads do meanwhile, and broke it.
  file(STRINGS "${header}" modes REGEX "cudaStreamCaptureMode" LIMIT_COUNT 1)
  if(NOT modes)
    set(CUDA_GRAPHS "not built in: libtorch ${TORCH_VERSION} has no captures of single threads, which came with 2.1" PARENT_SCOPE)
    return()
  endif()

  file(GLOB pip LIST_DIRECTORIES true "${TORCH_FOLDER}/../nvidia/*/include")
  set(system ${CMAKE_SYSTEM_PREFIX_PATH})
  list(TRANSFORM system APPEND "/include")
  find_path(FUNCTIONAL_CUDA_HEADERS cuda_runtime_api.h NO_DEFAULT_PATH PATHS
    "$ENV{CUDA_HOME}/include" "$ENV{CUDA_PATH}/include" "${TORCH_FOLDER}/include" ${pip} /usr/local/cuda/include ${system})
  mark_as_advanced(FUNCTIONAL_CUDA_HEADERS)
  if(NOT FUNCTIONAL_CUDA_HEADERS)
    unset(FUNCTIONAL_CUDA_HEADERS CACHE)
    set(CUDA_GRAPHS "not built in: the header cuda_runtime_api.h is missing; install CUDA's headers, or name their folder's in CUDA_HOME" PARENT_SCOPE)
    return()
  endif()
  set(folders "${FUNCTIONAL_CUDA_HEADERS}")
  if(FUNCTIONAL_CUDA_HEADERS IN_LIST pip)
    set(folders ${pip})
  endif()

  # Whether all is there that the headers ask for is best asked of the compiler.
  get_target_property(standard ${target} CXX_STANDARD)
  set(source "${CMAKE_CURRENT_BINARY_DIR}/cuda_graphs.cpp")
  file(WRITE "${source}" "#include <ATen/cuda/CUDAGraph.h>\n#include <c10/cuda/CUDACachingAllocator.h>\n")
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  set(includes ${TORCH_INCLUDES} ${folders})
  try_compile(compiles "${CMAKE_CURRENT_BINARY_DIR}/cuda_graphs" "${source}"
    CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${includes}" CXX_STANDARD ${standard} CXX_STANDARD_REQUIRED ON
    OUTPUT_VARIABLE report)
  if(NOT compiles)
    string(REGEX MATCH "[^\n]*error[^\n]*" report "${report}")
    set(CUDA_GRAPHS "not built in: with the headers of ${FUNCTIONAL_CUDA_HEADERS} the compiler says ${report}" PARENT_SCOPE)
    return()
  endif()

  target_include_directories(${target} SYSTEM PRIVATE ${folders})
  target_compile_definitions(${target} PRIVATE FUNCTIONAL_CUDA_GRAPHS)
  set(CUDA_GRAPHS "built in, with the headers of ${FUNCTIONAL_CUDA_HEADERS}" PARENT_SCOPE)
endfunction()
