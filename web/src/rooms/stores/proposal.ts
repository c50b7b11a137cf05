/** What is proposed to a store, as the server says it. */
import type { components } from '@/api/schema'

export type Proposed = components['schemas']['ProposedAnswer']
export type ToShare = components['schemas']['ToShareAnswer']
export type Waiting = components['schemas']['WishAnswer']
export type FactorRow = components['schemas']['FactorBody']
