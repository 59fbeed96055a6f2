"""Stands for flash-linear-attention where there is none: its operators by their definitions, one head at a time, with what
they demand of their arguments. The definitions are those of fla's naive.py files, the demands those of its kernels."""
calls = []
