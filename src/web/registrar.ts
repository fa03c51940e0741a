/* The pages of an agency's registrar: people, requests, papers, confirmation. Read with the first of them (desk.tsx). */
export { AgenciesPage } from "./pages/registrar/agencies";
export { AgencyRequest } from "./pages/registrar/request";
export { AgencyStart } from "./pages/registrar/start";
export { ConfirmPage } from "./pages/registrar/confirm";
export { DuplicatesPage } from "./pages/registrar/duplicates";
export { EditOfficialPage, NewOfficialPage } from "./pages/registrar/official_form";
export { EditRequestPage, NewRequestOf, NewRequestPage } from "./pages/registrar/request_form";
export { OfficialPage } from "./pages/registrar/official";
export { OfficialsPage } from "./pages/registrar/officials";
