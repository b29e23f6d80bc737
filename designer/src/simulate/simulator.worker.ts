import { play } from './play.ts';
import type { PlayRequest } from './protocol.ts';

addEventListener('message', ({ data }: MessageEvent<PlayRequest>) => postMessage(play(data)));
