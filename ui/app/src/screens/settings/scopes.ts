import { m } from '$messages';

/** The kinds of tokens, least first. */
export type ScopeName = 'inference' | 'read' | 'manage' | 'owner';

/** What each kind is called and may do, in plain words. */
export const scopes: Record<ScopeName, { name: () => string; may: () => string }> = {
  inference: { name: () => m.settings_scope_inference(), may: () => m.settings_scope_inference_may() },
  read: { name: () => m.settings_scope_read(), may: () => m.settings_scope_read_may() },
  manage: { name: () => m.settings_scope_manage(), may: () => m.settings_scope_manage_may() },
  owner: { name: () => m.settings_scope_owner(), may: () => m.settings_scope_owner_may() },
};
