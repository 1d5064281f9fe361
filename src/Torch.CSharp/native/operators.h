// Operators and their calls: through the dispatcher's boxed interface, and by a shorter way for the commonest signatures.

#pragma once

#include <ATen/core/dispatch/Dispatcher.h>

#include "boundary.h"
#include "tensors.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

template <typename Signature>
using Typed = std::unique_ptr<c10::TypedOperatorHandle<Signature>>;

// An operator, and its short way if its signature has one.
struct Operator {
    c10::OperatorHandle handle;

    // What an argument that is not given is; null where it must be given.
    std::vector<std::unique_ptr<c10::IValue>> defaults;

    Typed<at::Tensor(const at::Tensor&)> of_one;
    Typed<at::Tensor(const at::Tensor&, const at::Tensor&)> of_two;
    Typed<at::Tensor(const at::Tensor&, const at::Scalar&)> of_number;
    Typed<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Scalar&)> of_two_and_number;

    explicit Operator(const c10::OperatorHandle& found);
};

// Appends what `arguments` say to the stack; `tensor` finds the tensor that a payload means.
template <typename Find>
void push(Stack& stack, const Argument* arguments, std::int32_t count, Find&& tensor) {
    for (std::int32_t i = 0; i < count; i++) {
        const auto& a = arguments[i];
        switch (a.kind) {
        case Kind::None:
            stack.emplace_back();
            break;
        case Kind::Tensor:
            if (a.aux == 0) stack.emplace_back(borrowed(tensor(a.payload)));
            else stack.emplace_back(borrowed(tensor(a.payload)).contiguous());
            break;
        case Kind::Integer:
            stack.emplace_back(a.payload);
            break;
        case Kind::Real: {
            double real;
            std::memcpy(&real, &a.payload, sizeof real);
            stack.emplace_back(real);
            break;
        }
        case Kind::Truth:
            stack.emplace_back(a.payload != 0);
            break;
        case Kind::Device:
            stack.emplace_back(device_of(a.payload));
            break;
        case Kind::Integers: {
            c10::List<std::int64_t> list;
            list.reserve(a.aux);
            for (auto k = 1; k <= a.aux; k++) list.push_back(arguments[i + k].payload);
            stack.emplace_back(std::move(list));
            i += a.aux;
            break;
        }
        case Kind::Reals: {
            c10::List<double> list;
            list.reserve(a.aux);
            for (auto k = 1; k <= a.aux; k++) {
                double real;
                std::memcpy(&real, &arguments[i + k].payload, sizeof real);
                list.push_back(real);
            }
            stack.emplace_back(std::move(list));
            i += a.aux;
            break;
        }
        case Kind::Tensors: {
            c10::List<at::Tensor> list;
            list.reserve(a.aux);
            for (auto k = 1; k <= a.aux; k++) list.push_back(borrowed(tensor(arguments[i + k].payload)));
            stack.emplace_back(std::move(list));
            i += a.aux;
            break;
        }
        case Kind::Text:
            stack.emplace_back(std::string(reinterpret_cast<const char*>(arguments + i + 1), a.aux));
            i += static_cast<std::int32_t>((a.aux + sizeof(Argument) - 1) / sizeof(Argument));
            break;
        default:
            TORCH_CHECK(false, "argument ", i, " has the unknown kind ", static_cast<int>(a.kind));
        }
    }
}

// Whether an operator takes just these and gives one new tensor.
bool takes(const c10::FunctionSchema& schema, std::initializer_list<c10::TypeKind> kinds) {
    const auto& arguments = schema.arguments();
    const auto& returns = schema.returns();
    if (returns.size() != 1 || returns[0].type()->kind() != c10::TypeKind::TensorType || returns[0].alias_info() != nullptr)
        return false;
    return std::equal(arguments.begin(), arguments.end(), kinds.begin(), kinds.end(), [](const auto& a, auto kind) {
        return a.type()->kind() == kind && a.alias_info() == nullptr;
    });
}

template <typename Signature>
void open(Typed<Signature>& way, const c10::OperatorHandle& found, std::initializer_list<c10::TypeKind> kinds) {
    if (!takes(found.schema(), kinds)) return;
    try {
        way.reset(new c10::TypedOperatorHandle<Signature>(found.typed<Signature>()));
    } catch (const c10::Error&) {
        // Its C++ signature is another one: it is called with boxes, as all are that have no short way.
    }
}

Operator::Operator(const c10::OperatorHandle& found) : handle(found) {
    constexpr auto tensor = c10::TypeKind::TensorType;
    constexpr auto number = c10::TypeKind::NumberType;
    for (const auto& argument : found.schema().arguments())
        defaults.emplace_back(argument.default_value() ? new c10::IValue(*argument.default_value()) : nullptr);
    open(of_one, found, {tensor});
    open(of_two, found, {tensor, tensor});
    open(of_number, found, {tensor, number});
    open(of_two_and_number, found, {tensor, tensor, number});
}

// Whether an argument is a tensor that can be taken as it is.
template <typename Find>
bool is_plain(const Argument& a, Find&& tensor) {
    return a.kind == Kind::Tensor && (a.aux == 0 || tensor(a.payload)->is_contiguous());
}

bool is_number(const Argument& a) { return a.kind == Kind::Integer || a.kind == Kind::Real || a.kind == Kind::Truth; }

at::Scalar number(const Argument& a) {
    if (a.kind == Kind::Integer) return a.payload;
    if (a.kind == Kind::Truth) return a.payload != 0;
    double real;
    std::memcpy(&real, &a.payload, sizeof real);
    return real;
}

// Calls an operator by its short way; an undefined tensor says that these arguments have none.
template <typename Find>
at::Tensor directly(const Operator& operation, const Argument* a, std::int32_t count, Find&& tensor) {
    if (count < 1 || count > 3 || !is_plain(a[0], tensor)) return {};
    const Lent x(tensor(a[0].payload));
    if (count == 1) return operation.of_one ? operation.of_one->call(x) : at::Tensor();
    if (count == 2 && operation.of_number && is_number(a[1])) return operation.of_number->call(x, number(a[1]));
    if (!is_plain(a[1], tensor)) return {};
    if (count == 2 ? !operation.of_two : !operation.of_two_and_number || !is_number(a[2])) return {};
    const Lent y(tensor(a[1].payload));
    return count == 2 ? operation.of_two->call(x, y) : operation.of_two_and_number->call(x, y, number(a[2]));
}

// A stack holds nothing after a call, even one that failed: what is freed then is counted as nobody else's.
class Emptied {
public:
    explicit Emptied(Stack& stack) : stack(stack) {}
    ~Emptied() { stack.clear(); }
    Emptied(const Emptied&) = delete;
    Emptied& operator=(const Emptied&) = delete;

private:
    Stack& stack;
};

// Calls an operator that gives `made` tensors, and hands each to `take`. What newer versions of it take besides has its default.
template <typename Find, typename Take>
void invoke(
    const Operator& operation, Stack& stack, const Argument* arguments, std::int32_t count, std::int32_t made, Find&& tensor,
    Take&& take) {
    if (made == 1) {
        auto result = directly(operation, arguments, count, tensor);
        if (result.defined()) return take(0, std::move(result));
    }
    const Emptied emptied(stack);
    push(stack, arguments, count, tensor);
    for (auto i = stack.size(); i < operation.defaults.size(); i++) {
        TORCH_CHECK(
            operation.defaults[i], "the argument ", operation.handle.schema().arguments()[i].name(), " has no default");
        stack.push_back(*operation.defaults[i]);
    }
    operation.handle.callBoxed(stack);
    TORCH_CHECK(stack.size() == static_cast<std::size_t>(made), "expected ", made, " results, got ", stack.size());
    for (const auto& result : stack) TORCH_CHECK(result.isTensor(), "a result is no tensor");
    for (auto i = 0; i < made; i++) take(i, std::move(stack[i]).toTensor());
}

c10::TensorImpl* by_handle(std::int64_t handle) { return reinterpret_cast<c10::TensorImpl*>(handle); }

}  // namespace
