import fla
import torch


def fused_recurrent_delta_rule(q, k, v, beta=None, scale=None, initial_state=None, output_final_state=False,
                               use_qk_l2norm_in_kernel=False, cu_seqlens=None):
    """q, k [B,T,H,K], v [B,T,H,V], beta [B,T,H], states [B,H,K,V] in float32: S ← S + β k (v − Sᵀk)ᵀ, o = scale Sᵀq."""
    batch, length, heads, keys = q.shape
    values = v.shape[-1]
    assert k.shape == q.shape and v.shape == (batch, length, heads, values) and beta.shape == (batch, length, heads)
    assert q.dtype == k.dtype == v.dtype == beta.dtype and q.dtype != torch.float64
    assert initial_state.shape == (batch, heads, keys, values) and initial_state.dtype == torch.float32
    assert scale == 1 and not use_qk_l2norm_in_kernel and cu_seqlens is None and output_final_state
    fla.calls.append(("delta_rule", tuple(q.shape)))
    reads = torch.empty_like(v)
    states = torch.empty_like(initial_state)
    for b in range(batch):
        for h in range(heads):
            state = initial_state[b, h]
            for t in range(length):
                query, key, value = (x[b, t, h].float() for x in (q, k, v))
                state = state + beta[b, t, h].float() * torch.outer(key, value - state.T @ key)
                reads[b, t, h] = (state.T @ query).to(v.dtype)
            states[b, h] = state
    return reads, states
