export {
  type Estimate,
  type EstimateWorld,
  estimate,
  type Prices,
  type Range,
} from './estimate/estimate.ts';
export { sayEstimate, sayUnbounded } from './estimate/say-estimate.ts';
