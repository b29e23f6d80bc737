import { answer } from './play.ts';
import type { IdeasRequest, PlayRequest } from './protocol.ts';

addEventListener('message', ({ data }: MessageEvent<PlayRequest | IdeasRequest>) => postMessage(answer(data)));
