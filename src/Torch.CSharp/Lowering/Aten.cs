namespace Functional.LibTorch;

/// <summary>
/// The operators that lowerings call, besides the tables of elementwise functions. All of them are in libtorch 1.13 and
/// in every version since.
/// </summary>
internal static class Aten
{
    public static readonly Operator Alias = new("aten::alias");
    public static readonly Operator To = new("aten::_to_copy");
    public static readonly Operator Full = new("aten::full");
    public static readonly Operator Zeros = new("aten::zeros");
    public static readonly Operator Arange = new("aten::arange");
    public static readonly Operator EmptyStrided = new("aten::empty_strided");

    public static readonly Operator Add = new("aten::add", "Tensor");
    public static readonly Operator AddTo = new("aten::add_", "Tensor");
    public static readonly Operator AddNumber = new("aten::add", "Scalar");
    public static readonly Operator Sub = new("aten::sub", "Tensor");
    public static readonly Operator Mul = new("aten::mul", "Tensor");
    public static readonly Operator MulNumber = new("aten::mul", "Scalar");
    public static readonly Operator DivNumber = new("aten::div", "Scalar");
    public static readonly Operator Abs = new("aten::abs");
    public static readonly Operator Pow = new("aten::pow", "Tensor_Tensor");
    public static readonly Operator PowNumber = new("aten::pow", "Tensor_Scalar");
    public static readonly Operator Clamp = new("aten::clamp");
    public static readonly Operator NanToNum = new("aten::nan_to_num");
    public static readonly Operator Log = new("aten::log");
    public static readonly Operator Log1p = new("aten::log1p");
    public static readonly Operator Sigmoid = new("aten::sigmoid");
    public static readonly Operator Softplus = new("aten::softplus");
    public static readonly Operator EqualNumber = new("aten::eq", "Scalar");
    public static readonly Operator NotEqual = new("aten::ne", "Tensor");
    public static readonly Operator LessNumber = new("aten::lt", "Scalar");
    public static readonly Operator GreaterNumber = new("aten::gt", "Scalar");
    public static readonly Operator AtLeastNumber = new("aten::ge", "Scalar");
    public static readonly Operator IsFinite = new("aten::isfinite");
    public static readonly Operator LogicalOr = new("aten::logical_or");
    public static readonly Operator LogicalAnd = new("aten::logical_and");
    public static readonly Operator MaskedFill = new("aten::masked_fill", "Scalar");
    public static readonly Operator ThresholdBackward = new("aten::threshold_backward");
    public static readonly Operator Where = new("aten::where", "self");

    public static readonly Operator Sum = new("aten::sum", "dim_IntList");
    public static readonly Operator Mean = new("aten::mean", "dim");
    public static readonly Operator Prod = new("aten::prod", "dim_int");
    public static readonly Operator Max = new("aten::amax");
    public static readonly Operator Min = new("aten::amin");
    public static readonly Operator ArgMax = new("aten::argmax");
    public static readonly Operator ArgMin = new("aten::argmin");
    public static readonly Operator Any = new("aten::any", "dim");
    public static readonly Operator All = new("aten::all", "dim");
    public static readonly Operator CumulativeSum = new("aten::cumsum");
    public static readonly Operator Sort = new("aten::sort", "stable");

    public static readonly Operator Softmax = new("aten::_softmax");
    public static readonly Operator SoftmaxBackward = new("aten::_softmax_backward_data");
    public static readonly Operator LogSoftmax = new("aten::_log_softmax");
    public static readonly Operator LogSoftmaxBackward = new("aten::_log_softmax_backward_data");
    public static readonly Operator NllLoss = new("aten::nll_loss_forward");
    public static readonly Operator NllLossBackward = new("aten::nll_loss_backward");

    public static readonly Operator Permute = new("aten::permute");
    public static readonly Operator Transpose = new("aten::transpose", "int");
    public static readonly Operator Reshape = new("aten::reshape");
    public static readonly Operator Expand = new("aten::expand");
    public static readonly Operator Slice = new("aten::slice", "Tensor");
    public static readonly Operator Select = new("aten::select", "int");
    public static readonly Operator Flip = new("aten::flip");
    public static readonly Operator Unfold = new("aten::unfold");
    public static readonly Operator AsStrided = new("aten::as_strided");
    public static readonly Operator CopyTo = new("aten::copy_");
    public static readonly Operator Diagonal = new("aten::diagonal");
    public static readonly Operator Concat = new("aten::cat");
    public static readonly Operator Gather = new("aten::gather");
    public static readonly Operator ScatterAdd = new("aten::scatter_add");

    public static readonly Operator MatMul = new("aten::matmul");
    public static readonly Operator MatMul2 = new("aten::mm");
    public static readonly Operator AddMatMul = new("aten::addmm");
    public static readonly Operator Dot = new("aten::dot");
    public static readonly Operator Cholesky = new("aten::linalg_cholesky_ex");
    public static readonly Operator Lu = new("aten::linalg_lu_factor_ex");
    public static readonly Operator LuUnpack = new("aten::lu_unpack");
    public static readonly Operator Qr = new("aten::linalg_qr");
    public static readonly Operator Eigh = new("aten::linalg_eigh");
    public static readonly Operator Svd = new("aten::linalg_svd");
    public static readonly Operator MatrixExp = new("aten::linalg_matrix_exp");
    public static readonly Operator SolveTriangular = new("aten::linalg_solve_triangular");
}
