namespace Functional.Plots

open System

[<Struct>]
type internal Pixel = { X: float; Y: float }

type internal Rect =
    { Left: float
      Top: float
      Width: float
      Height: float }

    member rect.Right = rect.Left + rect.Width
    member rect.Bottom = rect.Top + rect.Height

    member rect.Inflate by =
        { Left = rect.Left - by
          Top = rect.Top - by
          Width = rect.Width + 2.0 * by
          Height = rect.Height + 2.0 * by }

    member rect.Contains(pixel: Pixel) =
        pixel.X >= rect.Left && pixel.X <= rect.Right && pixel.Y >= rect.Top && pixel.Y <= rect.Bottom

/// Polylines: cut at gaps, clipped to what is visible, thinned to what a screen can show.
module internal Geometry =
    let private isShown pixel = Double.IsFinite pixel.X && Double.IsFinite pixel.Y

    /// The unbroken pieces of a polyline: a point that is not a number is a gap.
    let runs (pixels: Pixel[]) =
        let pieces = ResizeArray<Pixel[]>()
        let mutable start = 0

        for index in 0 .. pixels.Length do
            if index = pixels.Length || not (isShown pixels[index]) then
                if index > start then
                    pieces.Add pixels[start .. index - 1]

                start <- index + 1

        pieces.ToArray()

    /// The part of a segment inside a rectangle, by Liang and Barsky's parameters of entry and exit.
    let private clipSegment (rect: Rect) a b =
        let dx, dy = b.X - a.X, b.Y - a.Y

        // A side keeps the points a + t (b - a) where t * direction <= distance. Its last entry moves a crossing
        // onto it: where the far end of a segment is very far, rounding would leave the crossing elsewhere.
        let sides =
            [ -dx, a.X - rect.Left, (fun (crossing: Pixel) -> { crossing with X = rect.Left })
              dx, rect.Right - a.X, (fun (crossing: Pixel) -> { crossing with X = rect.Right })
              -dy, a.Y - rect.Top, (fun (crossing: Pixel) -> { crossing with Y = rect.Top })
              dy, rect.Bottom - a.Y, (fun (crossing: Pixel) -> { crossing with Y = rect.Bottom }) ]

        let crossings isCrossed =
            [ for direction, distance, onto in sides do
                  if isCrossed direction then
                      distance / direction, onto ]

        let isBeside = sides |> List.exists (fun (direction, distance, _) -> direction = 0.0 && distance < 0.0)
        let enters, entry = (0.0, id) :: crossings (fun direction -> direction < 0.0) |> List.maxBy fst
        let leaves, exit = (1.0, id) :: crossings (fun direction -> direction > 0.0) |> List.minBy fst

        // The ends themselves where they are inside, so that neighbouring segments join exactly.
        let at t =
            if t = 0.0 then a
            elif t = 1.0 then b
            else { X = a.X + t * dx; Y = a.Y + t * dy }

        if isBeside || enters > leaves then
            ValueNone
        else
            ValueSome(struct (entry (at enters), exit (at leaves)))

    /// The pieces of an unbroken polyline inside a rectangle.
    let clip (rect: Rect) (run: Pixel[]) =
        if run |> Array.forall rect.Contains then
            [| run |]
        else
            let pieces = ResizeArray<ResizeArray<Pixel>>()

            for a, b in Array.pairwise run do
                match clipSegment rect a b with
                | ValueSome(struct (first, last)) ->
                    let continues =
                        pieces.Count > 0 && pieces[pieces.Count - 1][pieces[pieces.Count - 1].Count - 1] = first

                    if not continues then
                        pieces.Add(ResizeArray [ first ])

                    if last <> first then
                        pieces[pieces.Count - 1].Add last
                | ValueNone -> ()

            pieces.ToArray() |> Array.map _.ToArray()

    /// Half a pixel: consecutive points that share such a column look like the vertical stroke they span.
    let private column pixel = floor (pixel.X * 2.0)

    /// The same picture with at most four points a column: where the line enters, its extremes, and where it leaves.
    let thin (run: Pixel[]) =
        let thinned = ResizeArray<Pixel>()
        let mutable start = 0

        for index in 1 .. run.Length do
            if index = run.Length || column run[index] <> column run[start] then
                let last = index - 1

                if last - start < 4 then
                    thinned.AddRange run[start..last]
                else
                    let indices = [| start..last |]
                    let lowest = indices |> Array.minBy (fun i -> run[i].Y)
                    let highest = indices |> Array.maxBy (fun i -> run[i].Y)

                    for i in Array.distinct [| start; min lowest highest; max lowest highest; last |] do
                        thinned.Add run[i]

                start <- index

        thinned.ToArray()

    /// Points along a polyline at most `spacing` apart.
    let sample spacing (run: Pixel[]) =
        seq {
            yield run[0]

            for a, b in Seq.pairwise run do
                let pieces = max 1 (int (ceil (max (abs (b.X - a.X)) (abs (b.Y - a.Y)) / spacing)))

                for piece in 1..pieces do
                    let t = float piece / float pieces
                    yield { X = a.X + t * (b.X - a.X); Y = a.Y + t * (b.Y - a.Y) }
        }
