import './loss'
import '../../src/compute/host/worker'
