/// How the folds and the products of the reference data are called here.
module Functional.Tests.OpsReduce

open Functional.Tests.Witness

let table: Table = []
