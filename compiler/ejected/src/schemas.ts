import type { Schema } from './lib/schema.ts';

/** Stands for the file that each exported project has of its own. */
export const input: Schema = true;
export const outputs: Record<string, Schema> = {};
export const messages: Record<string, Schema> = {};
export const callbacks: Record<string, Schema> = {};
