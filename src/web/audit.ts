/* The pages of auditors and of the admin. Read with the first of them (desk.tsx). */
export { Accounts } from "./pages/admin/accounts";
export { AuditLog } from "./pages/auditor/log";
export { AuditorStart } from "./pages/auditor/start";
