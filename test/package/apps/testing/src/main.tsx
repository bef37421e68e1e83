import { createRoot } from 'react-dom/client'
import { ParcelMap } from './ParcelMap'

const root = document.getElementById('root')
if (root) createRoot(root).render(<ParcelMap />)
