/* Lists as Excel files: sent, judged row by row, put right, applied. Read with the first of them (desk.tsx). */
export { UploadNew } from "./pages/registrar/upload_new";
export { UploadPage } from "./pages/registrar/upload";
export { Uploads } from "./pages/registrar/uploads";
