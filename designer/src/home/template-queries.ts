import type { ServiceSummary } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callApi } from '../api/client.ts';
import { go } from '../app/route.ts';

/** A ready service. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly service: Service;
}

/** Templates of this installation; they change with the product only. */
export function useTemplates() {
  return useQuery({
    queryKey: ['templates'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await callApi<{ items: Template[] }>('/templates', { signal })).items,
  });
}

/** Makes a service of a template, with its scenarios, and opens its drawing. */
export function useTemplate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Template) =>
      callApi<ServiceSummary>(`/templates/${encodeURIComponent(id)}/copies`, { method: 'POST' }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['services'] });
      go(`/services/${encodeURIComponent(id)}/edit`);
    },
  });
}
