namespace Functional.Laws

open System
open Functional
open Functional.Kernels

/// An array of the plain backend: its elements one after the other, nobody else's.
[<Sealed>]
type internal PlainArray(backend: IBackend, space: Space, elements: Elements) =
    inherit NdArray(space.Shape)
    member _.Elements = elements
    override _.DType = space.DType
    override _.Backend = backend
    override _.Keep() = ()

/// What the families mean, one function each: from elements and shapes to elements.
module internal Families =

    /// The index vector of the element that windows have at an index vector of theirs.
    let private windowed (windows: Windows) (vector: int[]) =
        let axes = windows.Lengths.Length
        let first = vector.Length - 2 * axes

        [| yield! vector[.. first - 1]
           for i in 0 .. axes - 1 do
               vector[first + axes + i] * windows.Steps[i] + vector[first + i] * windows.Dilations[i] |]

    /// For each place of the result, the place of the argument that a movement puts there; -1 where it puts none.
    let moved (movement: Movement) (from: Shape) (result: Shape) : int[] =
        let strided (starts: int[]) (steps: int[]) = Array.mapi (fun i n -> starts[i] + n * steps[i])

        match movement with
        | :? Permute as permute ->
            Places.each result (fun vector ->
                let source = Array.zeroCreate from.Rank
                permute.Axes |> Array.iteri (fun i axis -> source[axis] <- vector[i])
                Places.place from source)
        | :? Reshape -> Array.init result.Size id
        | :? Expand -> Places.broadcast from result
        | :? Slice as slice -> Places.each result (strided slice.Starts slice.Steps >> Places.place from)
        | :? Embed as embed ->
            let sources = Array.replicate result.Size -1

            for place in 0 .. from.Size - 1 do
                let target = Places.vector from place |> strided embed.Starts embed.Steps
                sources[Array.fold2 (fun sum i stride -> sum + i * stride) 0 target (result.Strides.ToArray())] <- place

            sources
        | :? Windows as windows -> Places.each result (windowed windows >> Places.place from)
        | _ -> raise (NotSupportedException $"{movement.Name}: no such movement")

    /// The places that a fold takes together for each place of its result, in row-major order.
    let folded (axes: int[]) (from: Shape) (result: Shape) : int[][] =
        let kept = Array.except axes [| 0 .. from.Rank - 1 |]
        let shape = Shape.From [ for axis in kept -> from.Lengths[axis] ]
        let places = Array.init result.Size (fun _ -> ResizeArray())

        for place in 0 .. from.Size - 1 do
            let vector = Places.vector from place
            places[Places.place shape [| for axis in kept -> vector[axis] |]].Add place

        places |> Array.map _.ToArray()

    /// The first place of an extreme, in which nan is more extreme than any number.
    let private extremePlace (isMore: 'a -> 'a -> bool) (xs: 'a[]) =
        Seq.fold (fun best i -> if isMore xs[i] xs[best] then i else best) 0 (seq { 1 .. xs.Length - 1 })

    let private orNan (isMore: float -> float -> bool) x y = isMore x y || (Double.IsNaN x && not (Double.IsNaN y))

    let private checkFold (reduce: Reduce) dtype =
        match reduce.Op with
        | Reduction.Mean when not (DTypes.IsFloat dtype) -> raise (Errors.NotFloat(reduce.Name, dtype))
        | Reduction.Sum
        | Reduction.Prod when dtype = DType.Bool -> raise (Errors.BoolArithmetic reduce.Name)
        | Reduction.Any
        | Reduction.All when dtype <> DType.Bool -> raise (Errors.NotBool(reduce.Name, dtype))
        | _ -> ()

    /// A sum beside which its rounding errors are summed: what is left of each number when it has been added.
    let private sum (xs: float[]) =
        let struct (total, errors) =
            xs
            |> Array.fold
                (fun (struct (total, errors)) x ->
                    let next = total + x
                    let added = next - total
                    struct (next, errors + ((total - (next - added)) + (x - added))))
                struct (0.0, 0.0)

        if Double.IsFinite total then total + errors else total

    let private foldFloats op (xs: float[]) =
        match op with
        | Reduction.Sum -> sum xs
        | Reduction.Mean -> sum xs / float xs.Length
        | Reduction.Prod -> Array.fold (*) 1.0 xs
        | Reduction.Max -> Array.reduce (fun x y -> Math.Max(x, y)) xs
        | _ -> Array.reduce (fun x y -> Math.Min(x, y)) xs

    let private foldIntegers op (xs: int64[]) =
        match op with
        | Reduction.Sum -> Array.sum xs
        | Reduction.Prod -> Array.fold (*) 1L xs
        | Reduction.Any -> Array.fold max 0L xs
        | Reduction.All -> Array.fold min 1L xs
        | Reduction.Max -> Array.max xs
        | _ -> Array.min xs

    let reduce (operation: Reduce) dtype (places: int[][]) elements =
        checkFold operation dtype
        let pick (xs: 'a[]) = Array.map (fun i -> xs[i])
        let fold f xs = Array.map (pick xs >> f) places

        match operation.Op, elements with
        | Reduction.ArgMax, Floats xs -> Integers(fold (extremePlace (orNan (>)) >> int64) xs)
        | Reduction.ArgMin, Floats xs -> Integers(fold (extremePlace (orNan (<)) >> int64) xs)
        | Reduction.ArgMax, Integers xs -> Integers(fold (extremePlace (>) >> int64) xs)
        | Reduction.ArgMin, Integers xs -> Integers(fold (extremePlace (<) >> int64) xs)
        | op, Floats xs -> Elements.floats dtype (fold (foldFloats op) xs)
        | op, Integers xs -> Elements.integers dtype (fold (foldIntegers op) xs)

    /// The lines along an axis: for each, its places from the first to the last.
    let lines axis (shape: Shape) : int[][] =
        if shape.Rank = 0 then
            [| [| 0 |] |]
        else
            folded [| axis |] shape (Shape.From [ shape.Size / max 1 shape.Lengths[axis] ])

    /// Puts what becomes of each line back in its places.
    let alongLines (lines: int[][]) (f: 'a[] -> 'b[]) (xs: 'a[]) : 'b[] =
        let result = Array.zeroCreate xs.Length

        for line in lines do
            Array.iter2 (fun place y -> result[place] <- y) line (f (Array.map (fun i -> xs[i]) line))

        result

    let scan (operation: Scan) (space: Space) elements =
        if space.DType = DType.Bool then
            raise (Errors.BoolArithmetic operation.Name)

        let turned xs = if operation.Reverse then Array.rev xs else xs
        let running (+) zero = turned >> Array.scan (+) zero >> Array.tail >> turned
        let lines = lines operation.Axis space.Shape

        match elements with
        | Floats xs -> Elements.floats space.DType (alongLines lines (running (+) 0.0) xs)
        | Integers xs -> Elements.integers space.DType (alongLines lines (running (+) 0L) xs)

    /// The order of two numbers, nan last.
    let private order (x: float) y =
        match Double.IsNaN x, Double.IsNaN y with
        | false, false -> compare x y
        | xIsNan, yIsNan -> compare xIsNan yIsNan

    let argSort (operation: ArgSort) (shape: Shape) elements =
        let sorted (compare: 'a -> 'a -> int) (xs: 'a[]) =
            let compare x y = if operation.Descending then compare y x else compare x y
            // A list's sort is stable.
            [ 0 .. xs.Length - 1 ] |> List.sortWith (fun i j -> compare xs[i] xs[j]) |> List.map int64 |> Array.ofList

        let lines = lines operation.Axis shape

        match elements with
        | Floats xs -> Integers(alongLines lines (sorted order) xs)
        | Integers xs -> Integers(alongLines lines (sorted compare) xs)

    /// For each place of an index, the place of an array of a shape that it points to.
    let pointed operation axis (index: PlainArray) (shape: Shape) : int[] =
        let indices =
            match index.Elements with
            | Integers indices -> indices
            | Floats _ -> raise (Errors.IndexDType(operation, index.DType))

        Array.init index.Shape.Size (fun place ->
            let vector = Places.vector index.Shape place

            if indices[place] < 0L || indices[place] >= int64 shape.Lengths[axis] then
                raise (Errors.IndexOutOfBounds(operation, indices[place], axis, shape))

            vector[axis] <- int indices[place]
            Array.fold2 (fun sum i stride -> sum + i * stride) 0 vector (shape.Strides.ToArray()))

    /// x with each element of a source added at its place.
    let scatterAdd dtype (places: int[]) elements source =
        let added (+) (xs: 'a[]) (ys: 'a[]) =
            let sums = Array.copy xs
            places |> Array.iteri (fun i place -> sums[place] <- sums[place] + ys[i])
            sums

        match elements, source with
        | Floats xs, Floats ys -> Elements.floats dtype (added (+) xs ys)
        | Integers xs, Integers ys -> Elements.integers dtype (added (+) xs ys)
        | _ -> raise (Errors.MixedDTypes("scatter_add", dtype, dtype))

    /// Zeros with the places of windows added where the windows lie.
    let overlapAdd (operation: OverlapAdd) (result: Space) (x: PlainArray) =
        if result.DType = DType.Bool then
            raise (Errors.BoolArithmetic operation.Name)

        // No axis is stretched, as `Places.place` would.
        let place (vector: int[]) =
            Array.fold2 (fun sum i stride -> sum + i * stride) 0 vector (result.Shape.Strides.ToArray())

        let places = Places.each x.Shape (windowed operation.Windows >> place)

        match x.Elements with
        | Floats xs -> scatterAdd result.DType places (Floats(Array.zeroCreate result.Shape.Size)) (Floats xs)
        | Integers ns -> scatterAdd result.DType places (Integers(Array.zeroCreate result.Shape.Size)) (Integers ns)

    /// The arrays one after the other along an axis.
    let concat axis (xs: PlainArray[]) (result: Shape) =
        // All elements together, and for each place of the result its place among them.
        let all =
            match xs[0].Elements with
            | Floats _ ->
                Floats(
                    xs
                    |> Array.collect (fun x ->
                        match x.Elements with
                        | Floats r -> r
                        | Integers _ -> [||])
                )
            | Integers _ ->
                Integers(
                    xs
                    |> Array.collect (fun x ->
                        match x.Elements with
                        | Integers n -> n
                        | Floats _ -> [||])
                )

        let sources = Array.zeroCreate result.Size
        let mutable start, before = 0, 0

        for x in xs do
            for place in 0 .. x.Shape.Size - 1 do
                let vector = Places.vector x.Shape place
                vector[axis] <- vector[axis] + before
                sources[Places.place result vector] <- start + place

            start <- start + x.Shape.Size
            before <- before + x.Shape.Lengths[axis]

        Elements.at sources all

    /// The sums over k of x[i + k * stepX] y[j + k * stepY], for pairs of starting places.
    let inline private products (starts: (int * int)[]) count stepX stepY (xs: 'a[]) (ys: 'a[]) =
        starts
        |> Array.map (fun (i, j) ->
            let mutable sum = LanguagePrimitives.GenericZero

            for k in 0 .. count - 1 do
                sum <- sum + xs[i + k * stepX] * ys[j + k * stepY]

            sum)

    let contract (operation: Contract) (x: PlainArray) (y: PlainArray) (result: Space) =
        let starts, count, stepY =
            if operation.Op = Contraction.Dot then
                [| 0, 0 |], x.Shape.Size, 1
            else
                let count = x.Shape[-1]

                // The first elements of a row of x and of a column of y; the axis that is summed has none to start from.
                let first (shape: Shape) axis (vector: int[]) =
                    let vector = Array.copy vector
                    vector[vector.Length + axis] <- 0
                    Places.place shape vector

                let starts = Places.each result.Shape (fun vector -> first x.Shape -1 vector, first y.Shape -2 vector)
                starts, count, y.Shape[-1]

        match x.Elements, y.Elements with
        | _ when result.DType = DType.Bool -> raise (Errors.NoArithmetic(operation.Name, result.DType))
        | Floats xs, Floats ys -> Elements.floats result.DType (products starts count 1 stepY xs ys)
        | Integers xs, Integers ys -> Elements.integers result.DType (products starts count 1 stepY xs ys)
        | _ -> raise (Errors.MixedDTypes(operation.Name, x.DType, y.DType))

    /// Draws: each key's numbers in turn, one counter after the other.
    let draw (draw: Draw) keys : Elements =
        let words =
            match keys with
            | Integers keys ->
                [| for key in keys do
                       for i in 0 .. draw.Shape.Size - 1 -> Threefry.bits key (draw.First + int64 i) |]
            | Floats _ -> raise (Errors.KeyDType(draw.Name, DType.Float64))

        match draw.DType with
        | DType.Int64 -> Integers(Array.map int64 words)
        | DType.Float32 -> Floats(words |> Array.map (fun bits -> float (bits >>> 40) / float (1UL <<< 24)))
        | _ -> Floats(words |> Array.map (fun bits -> float (bits >>> 11) / float (1UL <<< 53)))
