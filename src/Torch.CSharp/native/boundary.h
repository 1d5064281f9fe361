// What the native library and .NET share: statuses, and how arguments, tensors and calls look in memory.

#pragma once

#include <c10/core/TensorImpl.h>

#include <cstdint>

#if defined(_WIN32)
#define FUNCTIONAL_EXPORT extern "C" __declspec(dllexport)
#else
#define FUNCTIONAL_EXPORT extern "C" __attribute__((visibility("default")))
#endif

namespace {

// Changes whenever an exported function or an encoding does.
constexpr std::int32_t abi = 4;

enum Status : std::int32_t { Ok = 0, Failed = 1, OutOfMemory = 2, Forked = 3 };

enum class Kind : std::int32_t {
    None = 0,
    Tensor = 1,      // payload: a handle; in a program, the number of a slot; aux: 1 where it must lie as rows
    Integer = 2,     // payload: the number; also dtypes and layouts
    Real = 3,        // payload: the bits of a double
    Truth = 4,       // payload: 0 or 1
    Device = 5,      // payload: the number of a CUDA device, -1 for the CPU
    Integers = 6,    // aux: how many of the arguments that follow are its elements
    Reals = 7,       // the same
    Tensors = 8,     // the same
    Text = 9,        // aux: bytes, which fill the arguments that follow
};

struct Argument {
    Kind kind;
    std::int32_t aux;
    std::int64_t payload;
};
static_assert(sizeof(Argument) == 16, "arguments are shared with .NET");

// A tensor that a call made: an owning pointer, and the bytes that it alone keeps alive.
struct Made {
    c10::TensorImpl* tensor;
    std::int64_t bytes;
};

struct Facts {
    std::int64_t elements;
    std::int64_t bytes;
    std::int32_t dtype;
    std::int32_t device;
    std::int32_t rank;
    std::int32_t dense;
};

struct Operator;

// A call of a program: where its parts are among those of all calls.
struct Call {
    const Operator* operation;
    std::int32_t first_argument;
    std::int32_t arguments;
    std::int32_t first_result;
    std::int32_t results;
    std::int32_t first_free;
    std::int32_t frees;
};

}  // namespace
