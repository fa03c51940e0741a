/* What several pages read, each as useLoad gives it. */
import { get } from "./api";
import { useLoad } from "./load";

export const useAgencies = () => useLoad((signal) => get("/api/v1/agencies", { signal }), []);
export const useCommunes = () => useLoad((signal) => get("/api/v1/communes", { signal }), []);
export const usePolicies = () => useLoad((signal) => get("/api/v1/policies", { signal }), []);
export const useOfficial = (code: string) => useLoad((signal) => get("/api/v1/officials/{official}", { path: { official: code }, signal }), [code]);
export const useRequest = (code: string) => useLoad((signal) => get("/api/v1/requests/{request}", { path: { request: code }, signal }), [code]);
