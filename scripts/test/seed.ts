// Property tests that name no seed draw from this one, so that a run can be had again; another comes by OMNIROUTE_TEST_SEED.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.OMNIROUTE_TEST_SEED ?? 20_261_130) });
