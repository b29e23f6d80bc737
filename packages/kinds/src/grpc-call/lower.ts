import { actLowering } from '@omniroute/kind-sdk';
import type { grpcCall } from './definition.ts';

export const grpcCallLowering = actLowering<typeof grpcCall>('grpc_call', (config) => {
  if (config.connection === undefined && config.target === undefined)
    return [{ code: 'OR6011', pointer: '', facts: { field: 'a method without target', name: 'connection' } }];
  return config.target?.includes('://')
    ? [{ code: 'OR6012', pointer: '/target', facts: { problem: 'A target is a host and a port, without a scheme' } }]
    : [];
});
