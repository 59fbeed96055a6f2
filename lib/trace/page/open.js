// The page of linac trace: an automaton and a network read the same word, both computed here, exactly.
(() => {
"use strict";
