import type { PublishedVersion, ServiceSummary, ServiceVersion } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, callApi } from '../api/client.ts';
import { usePages } from '../api/queries.ts';

const pathOf = (id: string) => `/services/${encodeURIComponent(id)}`;

/** Versions of a service, newest first, page by page. */
export const useVersions = (id: string) => usePages<ServiceVersion>(['versions', id], `${pathOf(id)}/versions`);

/** A version by its number, or the draft as the server has it. */
export type VersionRef = number | 'draft';

/** The document of a version: it never changes, so it is asked for once. `null` asks for nothing. */
export function useVersion(id: string, version: VersionRef | null) {
  return useQuery({
    queryKey: ['version', id, version],
    enabled: version !== null,
    staleTime: version === 'draft' ? 0 : Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      callApi<Service>(`${pathOf(id)}/${version === 'draft' ? 'draft' : `versions/${version}`}`, { signal }),
  });
}

/** What is decided beside the live version that was looked at; `null` where none was live. */
export interface Publication {
  readonly name: string;
  readonly notes: string;
  readonly live: number | null;
}

/** Publishes the draft as the server has it. */
export function usePublish(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, notes, live }: Publication) =>
      callApi<PublishedVersion>(`${pathOf(id)}/versions`, {
        method: 'POST',
        body: { name, notes, live_version: live },
      }),
    onSettled: () => queries.invalidateQueries(),
  });
}

/** Makes a version of the past live again. */
export function useActivate(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, live }: { readonly version: number; readonly live: number | null }) =>
      callApi<ServiceSummary>(pathOf(id), { method: 'PATCH', body: { active_version: version, live_version: live } }),
    onSettled: () => queries.invalidateQueries(),
  });
}

/** Whether another version became live than the one that was looked at. */
export const isMoved = (error: Error | null): boolean =>
  error instanceof ApiProblem && (error.problem.code === 'version.moved' || error.problem.code === 'service.conflict');
