export { Badge, type Tone } from './badge.tsx';
export { Button } from './button.tsx';
export { Choice } from './choice.tsx';
export { Dialog } from './dialog.tsx';
export { Notice } from './notice.tsx';
export { EmptyState, Panel } from './panel.tsx';
export { TextField } from './text-field.tsx';
export { UiWords } from './words.ts';
