import fla
import torch


def fused_recurrent_dplr_delta_rule(q, k, v, a, b, gk, scale=None, initial_state=None, output_final_state=False,
                                    reverse=False, cu_seqlens=None):
    """q, k, a, b, gk [B,T,H,K], v [B,T,H,V]: S ← diag(exp gk) S + b (aᵀ S) + k vᵀ, o = scale Sᵀq."""
    batch, length, heads, keys = q.shape
    values = v.shape[-1]
    assert k.shape == a.shape == b.shape == gk.shape == q.shape and v.shape == (batch, length, heads, values)
    assert q.dtype == k.dtype == v.dtype == a.dtype == b.dtype == gk.dtype and q.dtype != torch.float64
    assert initial_state.shape == (batch, heads, keys, values) and initial_state.dtype == torch.float32
    assert scale == 1 and not reverse and cu_seqlens is None and output_final_state
    assert bool((gk <= 0).all())
    fla.calls.append(("dplr", tuple(q.shape)))
    reads = torch.empty_like(v)
    states = torch.empty_like(initial_state)
    for n in range(batch):
        for h in range(heads):
            state = initial_state[n, h]
            for t in range(length):
                left, right, key, value = (x[n, t, h].float() for x in (a, b, k, v))
                transition = torch.diag(gk[n, t, h].float().exp()) + torch.outer(right, left)
                state = transition @ state + torch.outer(key, value)
                reads[n, t, h] = (state.T @ q[n, t, h].float()).to(v.dtype)
            states[n, h] = state
    return reads, states
